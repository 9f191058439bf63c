import { readDocument } from '../../base/yaml';
import { at, type Fields, fields, items, type Manifest } from '../../kubernetes/manifest';
import { idOf, placeOf } from '../match/identity';
import type { Placed, Side } from '../side';
import { merged } from './values';

/**
 * Both states with what HelmReleases of Flux take from other objects of the tree: the chart and version of their `chartRef`, and values of
 * ConfigMaps (`valuesFrom`). What one of the states does not have stays a reference in both.
 */
export function withReleases(before: Side, after: Side): readonly [Side, Side] {
  const sides = [new Sources(before), new Sources(after)] as const;
  const unknown = new Set(sides.flatMap((sources) => sources.missing()));
  return [sides[0].resolved(unknown), sides[1].resolved(unknown)];
}

/** Charts and ConfigMaps of one state, looked up by name. */
class Sources {
  private readonly byName: ReadonlyMap<string, Placed>;
  private readonly releases: readonly Placed[];

  constructor(private readonly side: Side) {
    this.releases = side.objects.filter(({ manifest: { kind, apiVersion, spec } }) => {
      const { chartRef, valuesFrom } = fields(spec);
      const isFlux = kind === 'HelmRelease' && apiVersion.startsWith('helm.toolkit.fluxcd.io/');
      return isFlux && (chartRef !== undefined || Array.isArray(valuesFrom));
    });
    const sources = this.releases.length === 0 ? [] : side.objects;
    this.byName = new Map(
      sources.map((placed) => {
        const { kind, metadata } = placed.manifest;
        return [key(kind, placeOf(placed.manifest), metadata.name), placed];
      }),
    );
  }

  /** References that lead to nothing in this state. */
  missing(): string[] {
    return this.releases.flatMap(({ manifest }) => [
      ...chartRefs(manifest).flatMap(({ ref, at }) => (chartOf(this.byName.get(at)?.manifest) ? [] : [ref])),
      ...valueRefs(manifest).flatMap((one) => (this.valuesOf(manifest, one) ? [] : [one.ref])),
    ]);
  }

  resolved(unknown: ReadonlySet<string>): Side {
    if (this.releases.length === 0) return this.side;
    const releases = new Set(this.releases);
    return {
      ...this.side,
      objects: this.side.objects.map((placed) => (releases.has(placed) ? this.resolvedOf(placed, unknown) : placed)),
    };
  }

  private resolvedOf(placed: Placed, unknown: ReadonlySet<string>): Placed {
    const { manifest } = placed;
    return { ...placed, manifest: this.release(manifest, unknown), written: manifest };
  }

  private release(manifest: Manifest, unknown: ReadonlySet<string>): Manifest {
    const spec = fields(manifest.spec);
    const [chart] = chartRefs(manifest).filter(({ ref }) => !unknown.has(ref));
    const found = chart && chartOf(this.byName.get(chart.at)?.manifest);
    const values = valueRefs(manifest).filter(({ ref }) => !unknown.has(ref));
    const read = values.map((one) => this.valuesOf(manifest, one) ?? {});
    return {
      ...manifest,
      spec: {
        ...spec,
        ...(found && { chartRef: { ...fields(spec.chartRef), ...found } }),
        ...(read.length > 0 && { values: [...read, fields(spec.values)].reduce(merged, {}) }),
      },
    };
  }

  private valuesOf(manifest: Manifest, { name, valuesKey, targetPath }: ValueRef): Fields | undefined {
    const text = this.textIn(manifest, name, valuesKey);
    if (text === undefined) return undefined;
    if (targetPath === undefined) return fields(readDocument(text));
    return targetPath.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), text) as Fields;
  }

  private textIn(manifest: Manifest, name: string, valuesKey: string): string | undefined {
    const own = this.byName.get(key('ConfigMap', placeOf(manifest), name))?.manifest;
    const text = own ? fields(own.data)[valuesKey] : this.generated(name, valuesKey);
    return typeof text === 'string' ? text : undefined;
  }

  /** Of a ConfigMap that kustomize makes of files. */
  private generated(name: string, valuesKey: string): string | undefined {
    for (const { file, content } of this.side.texts) {
      if (!/(^|\/)kustomization\.ya?ml$/.test(file) || !content.includes(name)) continue;
      const generators = items(fields(readDocument(content)).configMapGenerator);
      const files = generators.filter((one) => one.name === name).flatMap((one) => texts(one.files));
      const [found] = files.flatMap((one) => {
        const [named, path = named] = one.split('=');
        const own = path === named ? named?.slice(named.lastIndexOf('/') + 1) : named;
        return own === valuesKey && path !== undefined ? [path.replace(/^\.\//, '')] : [];
      });
      const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
      const at = found && this.side.texts.find((one) => one.file === `${folder}${found}`);
      if (at) return at.content;
    }
    return undefined;
  }
}

const key = (...parts: readonly string[]): string => parts.join('\0');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function chartRefs(manifest: Manifest): { ref: string; at: string }[] {
  const { kind, name, namespace } = at(manifest.spec, 'chartRef');
  if (typeof name !== 'string') return [];
  const source = key(String(kind), typeof namespace === 'string' ? namespace : placeOf(manifest), name);
  return [{ ref: key(idOf(manifest), 'chartRef'), at: source }];
}

/** The chart that an OCIRepository or a HelmChart of Flux brings. */
function chartOf(source: Manifest | undefined): { chart: string; version: string } | undefined {
  if (!source) return undefined;
  const { url, ref, chart, version } = fields(source.spec);
  if (source.kind === 'HelmChart' && typeof chart === 'string') return { chart, version: String(version ?? '*') };
  if (source.kind !== 'OCIRepository' || typeof url !== 'string') return undefined;
  const { tag, semver, digest } = fields(ref);
  return { chart: url.slice(url.lastIndexOf('/') + 1), version: String(tag ?? semver ?? digest ?? 'latest') };
}

interface ValueRef {
  readonly ref: string;
  readonly name: string;
  readonly valuesKey: string;
  readonly targetPath?: string;
}

function valueRefs(manifest: Manifest): ValueRef[] {
  return items(fields(manifest.spec).valuesFrom).flatMap(({ kind, name, valuesKey = 'values.yaml', targetPath }) => {
    if (kind !== 'ConfigMap' || typeof name !== 'string') return [];
    const ref = key(idOf(manifest), name, String(valuesKey));
    return [
      {
        ref,
        name,
        valuesKey: String(valuesKey),
        ...(typeof targetPath === 'string' && targetPath !== '' && { targetPath }),
      },
    ];
  });
}
