import { createLogUpdate } from 'log-update';
import type { GeneratorProgress } from '../../generator/generate.ts';

const drawEveryMs = 100;

/** One line on standard error, where that is a terminal: how far the generator is. */
export function createGeneratorView(output: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stderr) {
  const update = output.isTTY ? createLogUpdate(output) : undefined;
  const started = performance.now();
  let drawn = 0;
  return {
    show({ region, week, weeks, rows }: GeneratorProgress): void {
      const now = performance.now();
      if (!update || now - drawn < drawEveryMs) return;
      drawn = now;
      const perSecond = Math.round(rows / ((now - started) / 1000)).toLocaleString('en-GB');
      update(
        `${region}  ${Math.round((100 * week) / weeks)}%  ${rows.toLocaleString('en-GB')} rows, ${perSecond} a second`,
      );
    },
    close(): void {
      update?.clear();
    },
  };
}
