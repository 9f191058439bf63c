import { compared, lines } from './support';

const application = (
  helm: string,
  also = '- {repoURL: https://git.example.org/a.git, path: platform/cd, ref: values}',
) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: cd}
spec:
  sources:
    - {repoURL: https://charts.example.org, chart: cd, targetRevision: 1.0.0, helm: {${helm}}}
    ${also}
`;
const IN_FILES = 'valueFiles: [$values/home/values/cd.yaml]';
const tree = (values: string, helm = IN_FILES) => ({ 'cd.yaml': application(helm), 'values/cd.yaml': values });

describe('values of a chart in a file of the tree', () => {
  it('are compared as what they mean, and a release with others is upgraded', () => {
    const { objects, texts, consequences } = compared(tree('replicas: 1\n'), tree('# twice\nreplicas: 2\n'));
    expect(texts).toEqual([]);
    expect(objects.flatMap(({ fields }) => fields)).toMatchObject([{ before: 1, after: 2 }]);
    expect(consequences.map(({ code }) => code)).toEqual(['restart/release']);
  });

  it('are the same there and in the Application', () => {
    const inline = { 'cd.yaml': application('valuesObject: {dex: {enabled: false, replicas: 2}}') };
    expect(lines(compared(inline, tree('dex: {enabled: false, replicas: 2}\n')))).toEqual([]);
  });

  it('are those of several files, the last one first, below what the Application says', () => {
    const helm = 'valueFiles: [$values/a.yaml, $values/b.yaml], valuesObject: {c: 3}';
    const files = { 'cd.yaml': application(helm), 'a.yaml': 'a: 1\nb: {x: 1, y: 1}\nc: 1\n', 'b.yaml': 'b: {x: 2}\n' };
    const inline = { 'cd.yaml': application('valuesObject: {a: 1, b: {x: 2, y: 1}, c: 3}') };
    expect(lines(compared(inline, files))).toEqual([]);
  });

  it('stay as they are where the file is not there, on either side: a cluster knows none', () => {
    const cluster = { 'cd.yaml': application(IN_FILES) };
    expect(lines(compared(cluster, tree('replicas: 2\n')))).toEqual(['added values/cd.yaml']);
    const foreign = { ...tree('replicas: 1\n'), 'cd.yaml': application(IN_FILES, '') };
    expect(lines(compared(foreign, { ...foreign, 'values/cd.yaml': 'replicas: 2\n' }))).toEqual([
      'changed values/cd.yaml',
    ]);
  });
});
