/**
 * Starts the clock of a run.
 *
 * @returns what stops it and prints, as the last line, wall and CPU seconds, the process's peak memory and further facts
 */
export function startRun(): (facts?: Readonly<Record<string, unknown>>) => void {
  const started = performance.now();
  const cpu = process.cpuUsage();
  return (facts = {}) => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const rssMb = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, rssMb, ...facts })}\n`);
  };
}
