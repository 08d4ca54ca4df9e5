/**
 * A Chromium inside an npm package, made for servers: it needs no display and few libraries. `integrity` is that of the package's archive.
 */
export const CHROMIUM = {
  package: '@sparticuz/chromium',
  version: '153.0.0',
  integrity: 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};
