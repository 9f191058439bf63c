interface Charts {
  readonly folders: readonly string[];
  holds(file: string): boolean;
}

/** Folders of Helm charts: only Helm makes manifests of them. */
export function chartsIn(files: readonly string[]): Charts {
  const all = new Set(
    files.flatMap((file) => /^(?:(.*)\/)?Chart\.yaml$/.exec(file)?.slice(1, 2) ?? []).map((one) => one ?? ''),
  );
  const above = (file: string): string[] => {
    const parts = file.split('/').slice(0, -1);
    return ['', ...parts.map((_, place) => parts.slice(0, place + 1).join('/'))];
  };
  const isInner = (folder: string) => above(`${folder}/x`).some((one) => one !== folder && all.has(one));
  return {
    folders: [...all]
      .filter((folder) => !isInner(folder))
      .sort()
      .map((folder) => folder || 'Chart.yaml'),
    holds: (file) => all.size > 0 && above(file).some((folder) => all.has(folder)),
  };
}

/** What a program has to fill in before it is YAML. */
export function isTemplate(text: string): boolean {
  return /\{\{[\s\S]*?\}\}/.test(text);
}
