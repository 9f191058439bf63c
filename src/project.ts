import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { Refusal } from './base/refusal';
import { type Given, readConfig } from './config/read';
import { charts, deploy } from './config/schema';
import { finding, fromProblem, UserError } from './diagnostics/finding';
import { outside } from './diagnostics/where';
import type { Sealed } from './graph/resolved';
import { ARCHIVES, type ChartSources } from './model/charts';
import type { Deployment } from './model/delivery';
import type { Environment } from './model/environment';
import { contractId } from './secrets/contract';
import { parseCiphertext } from './secrets/file';
import type { Resolved } from './synthesize';
import { named, readText, reasonOf, troubleOf } from './write/disk';
import { isFolder } from './write/ground';

/** A folder with `stacks/`, `Pulumi.<env>.yaml` and `secrets/`: the only place that is read, and only here. */
export class Project {
  constructor(
    readonly root: string,
    readonly today: string,
    /** What the engine was given for the environment that it deploys, by `steading:<area>`; it wins over the file. */
    private readonly asked?: { readonly environment: string } & Given,
  ) {}

  /** Names of all environments that make something, sorted. */
  environments(): string[] {
    return this.names().filter((name) => this.load(name).build !== undefined);
  }

  /** Whether a stack is called so. */
  has(name: string): boolean {
    return this.names().includes(name);
  }

  /** The environments that were asked for, or all. */
  chosen(names: readonly string[]): Environment[] {
    const known = this.environments();
    if (known.length === 0)
      throw new Refusal(
        'usage',
        `no environment in ${join(this.root, 'stacks')}`,
        'begin a repository with `steading init`, or an environment with `steading new environment NAME`',
      );
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      if (this.names().includes(unknown)) {
        throw new Refusal(
          'usage',
          `environment '${unknown}' only lends addresses to others, there is nothing to make`,
          `choose one of ${known.join(', ')}`,
        );
      }
      throw new Refusal(
        'usage',
        `unknown environment '${unknown}'`,
        `did you mean '${closest(unknown, known)}'? known: ${known.join(', ')}`,
      );
    }
    return [...new Set(names.length > 0 ? names : known)].sort().map((name) => this.load(name));
  }

  /** The file that holds the configuration of an environment. */
  configurationFile(name: string): string {
    return join(this.root, `Pulumi.${name}.yaml`);
  }

  /** Reads what an environment is built from: its configuration, ciphertext, endpoints of others. `source` is taken for the text of its configuration. */
  resolve(environment: Environment, source?: string): Resolved {
    const others = Object.entries(environment.uses ?? {}).map(([name, other]) => [
      name,
      other.endpoints?.(this.config(other)),
    ]);
    const { deploy: _, charts: sources, ...config } = this.config(environment, source);
    return {
      config,
      others: Object.fromEntries(others),
      sealed: this.sealed(environment.name),
      charts: { ...(sources as Pick<ChartSources, 'mirror'>), archives: this.archives() },
      today: this.today,
    };
  }

  /** How `pulumi up` deploys it. */
  deployment(environment: Environment): Deployment {
    return this.config(environment).deploy as Deployment;
  }

  /** Names of all stacks, sorted. None is loaded. */
  names(): string[] {
    const folder = join(this.root, 'stacks');
    if (!existsSync(folder)) return [];
    return named(folder, () => readdirSync(folder))
      .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
      .map((file) => file.slice(0, -'.ts'.length))
      .sort();
  }

  private load(name: string): Environment {
    const file = `stacks/${name}.ts`;
    const module = this.require(file) as { default?: Environment };
    if (module.default?.name !== name) {
      throw new Refusal(
        'usage',
        `${file} exports no environment called '${name}'`,
        `export default defineEnvironment({ name: '${name}', … })`,
      );
    }
    return module.default;
  }

  private require(file: string): unknown {
    try {
      return require(join(this.root, file));
    } catch (error) {
      const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
      const at = error instanceof Error ? () => outside(error.stack ?? '') : undefined;
      throw new UserError([finding('environment/not-loaded', { file, reason }, { at })]);
    }
  }

  private config({ name, config: schema }: Environment, source?: string): Readonly<Record<string, unknown>> {
    const path = this.configurationFile(name);
    const file = basename(path);
    if (!existsSync(path)) throw new UserError([finding('configuration/missing-file', { file, environment: name })]);
    const given = this.asked?.environment === name ? this.asked : undefined;
    const read = readConfig(file, source ?? this.configurationText(name), { ...schema, charts, deploy }, given);
    if ('findings' in read) throw new UserError(read.findings);
    return read.config;
  }

  /** Archives of charts that lie in the project. */
  private archives(): ReadonlySet<string> {
    const folder = join(this.root, ARCHIVES);
    if (!existsSync(folder)) return new Set();
    return new Set(
      named(folder, () => readdirSync(folder)).flatMap((file) =>
        file.endsWith('.tgz') ? [`${ARCHIVES}/${file}`] : [],
      ),
    );
  }

  private configurationText(name: string): string {
    const path = this.configurationFile(name);
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (!troubleOf(error)) throw error;
      throw new UserError([finding('configuration/unreadable', { file: basename(path), reason: reasonOf(error) })]);
    }
  }

  /** The ciphertext of an environment. A file that cannot be read stops everything: taken for missing, its values would be made anew. */
  private sealed(environment: string): Sealed {
    const folder = join(this.root, 'secrets', environment);
    if (!existsSync(folder)) return new Map();
    const paths = named(folder, () => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      .filter((file) => file.endsWith('.yaml') && !isFolder(join(folder, file)))
      .map((file) => `secrets/${environment}/${file.replaceAll('\\', '/')}`);
    const outcomes = paths.sort().map((path) => parseCiphertext(path, readText(join(this.root, path))));
    const problems = outcomes.flatMap((outcome) => outcome.problems);
    if (problems.length > 0) throw new UserError(problems.map((problem) => fromProblem(problem)));
    return new Map(outcomes.flatMap(({ value }) => (value ? [[contractId(value), value]] : [])));
  }
}
