import { Helm } from '../../charts/helm';
import { unused, type Vendored, vendor } from '../../charts/vendor';
import type { Project } from '../../project';
import { draft } from '../../synthesize';
import { EXIT } from '../exit';
import { print } from '../print/output';
import { table } from '../print/table';

/** Puts the charts of environments into `charts/`, for `pulumi up`, `check --charts` and work without a network. */
export async function vendorCharts(project: Project, names: readonly string[]): Promise<number> {
  const resolved = project.chosen(names).map((environment) => ({ environment, ...project.resolve(environment) }));
  const graphs = resolved.map(({ environment, ...rest }) => draft(environment, rest).graph);
  const helm = await Helm.start(project.root);
  try {
    const vendored = await vendor(project.root, graphs, helm);
    const archives = names.length === 0 ? (resolved[0]?.charts?.archives ?? []) : [];
    print(text(vendored, unused(project.root, graphs, archives)));
    return EXIT.fine;
  } finally {
    helm.close();
  }
}

function text(vendored: readonly Vendored[], left: readonly string[]): string {
  if (vendored.length + left.length === 0) return 'no release of a chart\n';
  const fetched = vendored.filter(({ from }) => from !== undefined).length;
  const rows = [
    ...vendored.map(({ path, from }) => [path, from === undefined ? 'there already' : `fetched from ${from}`]),
    ...left.map((path) => [path, 'of no release: remove it, unless you keep it to go back']),
  ];
  return `${table(['archive', ''], rows)}\n\n${fetched} fetched, ${vendored.length - fetched} there already\n`;
}
