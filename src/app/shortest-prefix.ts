/** Characters of a version that a person has to give at least. */
export const shortestPrefix = 4;
