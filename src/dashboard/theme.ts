import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** Colours that reach a contrast of 4.5 with white text on them, and fonts of the reader's own machine. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' } } },
  cursorType: 'pointer',
});

/** Mantine's own dimmed text and links are too pale for small print. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4d5761',
    '--mantine-color-anchor': '#0b6478',
    '--mantine-color-error': '#b02525',
    '--mantine-color-placeholder': '#5c6670',
  },
  dark: {
    '--mantine-color-body': '#16191d',
    '--mantine-color-dimmed': '#a9b3bd',
    '--mantine-color-anchor': '#66d3e8',
    '--mantine-color-error': '#ff9c9c',
    '--mantine-color-placeholder': '#98a2ac',
  },
});
