/** Room for a marker with the light ring around it, pixels: closer ones paint over each other and over their line. */
const markerWidth = 10;

/** Whether the points of a line have room to be marked. */
export function hasMarkers(points: number, width: number): boolean {
  return points * markerWidth <= width;
}
