type Labels = Readonly<Record<string, string>>;

/** A kind that a chart defines, by its plural. */
export const crd = (plural: string, group: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  name: `${plural}.${group}`,
  namespace: null,
});

/** Objects of one kind that an operator makes, each known by the same labels. */
export const many = (apiVersion: string, kind: string, names: readonly string[], labels: Labels = {}) =>
  names.map((name) => ({ apiVersion, kind, name, labels }));

/** `base-0` up to `base-<count - 1>`. */
export const numbered = (base: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${base}-${i}`);

/** Labels by which the operations guide knows the release of an operator. */
export const operatorLabels = (name: string): Labels => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/component': 'operators',
});
