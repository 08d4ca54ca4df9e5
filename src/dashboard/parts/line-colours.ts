/** Colours of lines next to each other: on a light and on a dark ground each has a contrast of 3 or more. */
export const lineColours = ['#1098ad', '#d9480f', '#7950f2', '#2f9e44', '#d6336c', '#8a939c'] as const;
