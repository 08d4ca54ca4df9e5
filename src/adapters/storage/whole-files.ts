/** Endings under which transfer tools keep a file until it is whole. */
const inProgress = /\.(part|partial|tmp|temp|crdownload|filepart|swp)$|~$/i;

/** Whether a landing file is for reading: neither hidden nor still being written by its sender. */
export function isWhole(path: string): boolean {
  return !path.split('/').some((part) => part.startsWith('.')) && !inProgress.test(path);
}
