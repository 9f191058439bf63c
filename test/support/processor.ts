/** Milliseconds of processor time that this process has had: a busy machine, which has less of it to give, makes nothing slower. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
