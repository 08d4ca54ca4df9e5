/**
 * An engine that reads a file once, or a file that the system has in memory anyway: left alone it keeps the bytes of all files that it has read, up to its
 * limit.
 */
export const withoutFileCache = { enable_external_file_cache: 'false' } as const;
