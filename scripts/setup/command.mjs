import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandFailedError } from './errors.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 * @returns {Promise<string>} what it wrote to standard output
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    running.add(child);
    let stdout = '';
    let tail = '';
    /** @param {string} text */
    const keep = (text) => {
      tail = (tail + text).slice(-2_000);
      const line = text.trimEnd().split('\n').at(-1)?.trim();
      if (line) options.onLine?.(line);
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      keep(text);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.on('close', (exitCode, signal) => {
      running.delete(child);
      if (exitCode === 0) return resolve(stdout);
      reject(
        new CommandFailedError({ command: [command, ...args].join(' '), exitCode, signal, outputTail: tail.trim() }),
      );
    });
  });
}

/** So that an interrupted set-up leaves no compiler behind. */
export function stopRunningCommands() {
  for (const child of running) child.kill();
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} absolute path
 */
export function findOnPath(name, env = process.env) {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((dir) => dir !== '')
    .map((dir) => join(dir, name))
    .find(isProgram);
}

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
