/** Each circle of a graph once, from the first of its nodes in the order given. */
export function cyclesIn(nodes: readonly string[], next: (node: string) => readonly string[]): string[][] {
  const done = new Set<string>();
  const found: string[][] = [];
  const walk = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) found.push(path.slice(at));
    if (at >= 0 || done.has(node)) return;
    for (const one of next(node)) walk(one, [...path, node]);
    done.add(node);
  };
  for (const node of nodes) walk(node, []);
  return found;
}
