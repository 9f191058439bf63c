import { sortBy } from '../../../base/sort';
import { harmlessJson } from '../../../base/visible';
import type { FieldChange, ObjectChange, Step } from '../../../preview/change';
import type { Comparison } from '../../../preview/comparison';
import { type Consequence, nameOf } from '../../../preview/consequences/consequence';
import { notation } from '../../../preview/notation';
import type { Report } from '../../../preview/report';
import { countsOf, verdict } from '../../../preview/verdict';

/** The whole, for programs: `schemas/preview.schema.json` describes it. */
export function json(report: Report): string {
  const { before, after, comparisons, failed = [], failedBy = [], stale = [], misread = [] } = report;
  const printed = {
    schema: 1,
    verdict: verdict(report),
    before: before ?? null,
    after: after ?? null,
    failedBy: [...failedBy].sort(),
    environments: sortBy(comparisons, ({ environment }) => environment).map(environmentOf),
    failed: sortBy(failed, ({ environment, side }) => `${environment}\0${side}`).map(
      ({ environment, side, findings }) => ({
        ...{ environment, side },
        findings: findings.map(({ code, severity, message, fix }) => ({ code, severity, message, fix })),
      }),
    ),
    stale: sortBy(stale, ({ code, about = '' }) => `${code}\0${about}`).map(({ code, about, why }) => ({
      ...{ code, about: about ?? null, why },
    })),
    misread: [...misread],
  };
  return harmlessJson(printed, 2);
}

function environmentOf(comparison: Comparison) {
  const { environment, objects, relocations, texts, hosts, reach, consequences, unrendered, notes } = comparison;
  return {
    environment,
    counts: countsOf(comparison),
    consequences: consequences.map(consequenceOf),
    objects: sortBy(objects, ({ object }) => `${nameOf(object)} ${object.apiVersion}`).map(objectOf),
    relocations: sortBy(relocations, ({ object, to }) => `${nameOf(object)} ${to}`),
    files: sortBy(texts, ({ file }) => file),
    hosts: sortBy(hosts, ({ host }) => host).map(({ what, host, fields, files, commands, restarts }) => ({
      ...{ what, host },
      fields: fieldsOf(fields),
      files: sortBy(files, ({ file }) => file),
      commands,
      restarts: [...restarts].sort(),
    })),
    reach: sortBy(reach, ({ sentence, what }) => `${sentence}\0${what}`),
    unrendered: [...unrendered],
    notes: [...notes].sort(),
  };
}

function consequenceOf({ code, risk, level, message, advice, about, fields, accepted }: Consequence) {
  return {
    ...{ code, risk, level, message, advice, about },
    fields: sortBy(fields, notation).map(wayOf),
    accepted: accepted ?? null,
  };
}

/** What was added or removed is there as a whole; of what changed, every field is. */
function objectOf({ what, object, was, component, file, fields, before, after }: ObjectChange) {
  return {
    ...{ what, object, was: was ?? null, component: component ?? null, file },
    fields: fieldsOf(fields),
    ...(what === 'added' && { after }),
    ...(what === 'removed' && { before }),
  };
}

/** A side on which a field is not there has no key. */
function fieldsOf(fields: readonly FieldChange[]) {
  return sortBy(fields, ({ path }) => notation(path)).map(({ path, before, after }) => ({
    ...wayOf(path),
    before,
    after,
  }));
}

function wayOf(path: readonly Step[]) {
  return { at: notation(path), path };
}
