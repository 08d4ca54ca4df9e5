/** What a package holds; everything else in it is a mistake. */
const expected: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^bin\/shelfcast\.mjs$/,
  /^lib\/(?!dashboard\/|node_modules\/).*\.js$/,
  // The types of what users import, and what those reach.
  /^lib\/(index|contracts\/.*|project\/.*)\.d\.ts$/,
  /^lib\/code-manifest\.json$/,
  // What the set-up compiles.
  /^lib\/node_modules\/@tensorflow\/tfjs-node\/(package\.json|binding\/[\w.]+\.(cc|h))$/,
  /^dist\/dashboard\/((api-page\/)?index\.html(\.br|\.gz)?|built-from|assets\/[\w.-]+)$/,
  /^scripts\/setup\/[\w/-]+\.(mjs|cc)$/,
  /^templates\/grocer\/([\w.]+|conditioners\/[\w-]+\.ts|landing\/\w+\/[\w-]+\.csv)$/,
];

/** Without one of these it does not work. */
const needed = [
  ...['package.json', 'README.md', 'LICENSE', 'bin/shelfcast.mjs', 'lib/index.js', 'lib/index.d.ts', 'lib/cli/main.js'],
  ...['lib/workers/worker-main.js', 'lib/processes/main.js', 'lib/workflows/index.js', 'lib/code-manifest.json'],
  ...['dist/dashboard/index.html', 'scripts/setup/main.mjs', 'lib/node_modules/@tensorflow/tfjs-node/binding/utils.h'],
  ...[
    'templates/grocer/shelfcast.config.ts',
    'templates/grocer/gitignore',
    'templates/grocer/landing/sales/history.csv',
  ],
];

/** What is wrong with the files of a package: what does not belong there, and what is missing. */
export function packageFaults(files: readonly string[]): readonly string[] {
  return [
    ...files
      .filter((file) => !expected.some((pattern) => pattern.test(file)))
      .map((file) => `${file} does not belong in it`),
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
  ];
}
