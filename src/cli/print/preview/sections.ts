import type { HostChange, ObjectChange, TextChange } from '../../../preview/change';
import type { Comparison } from '../../../preview/comparison';
import { nameOf } from '../../../preview/consequences/consequence';
import { commandText, type Entry, entriesOfObject, entryOfField, entryOfText } from './entries';

/** One thing that changed, for a reader: shown as a whole, or not at all. */
export interface Section {
  readonly kind: 'object' | 'file' | 'host' | 'reach' | 'relocations' | 'notes';
  readonly what: ObjectChange['what'] | 'said';
  readonly title: string;
  /** By which consequences name it. */
  readonly subjects: readonly string[];
  /** Where it stands, whose it is, what it was called. */
  readonly details: readonly string[];
  /** Sentences, before what changed. */
  readonly remarks: readonly string[];
  /** Worked out when it is asked for: most of a large change is never looked at. */
  readonly entries: () => readonly Entry[];
}

const NOTHING = { subjects: [], details: [], remarks: [], entries: () => [] };

/** All that is said of an environment besides consequences. */
export function sectionsOf({ objects, texts, hosts, reach, relocations, notes }: Comparison): Section[] {
  return [
    ...objects.map(ofObject),
    ...texts.map(ofText),
    ...hosts.map(ofHost),
    ...some(reach, {
      ...{ ...NOTHING, kind: 'reach', what: 'said', title: 'who reaches whom' },
      remarks: reach.map(({ sentence }) => sentence),
    }),
    ...some(relocations, {
      ...{ ...NOTHING, kind: 'relocations', what: 'said', title: 'the same, in another file' },
      entries: () => relocations.map(({ object, from, to }) => ({ at: nameOf(object), before: from, after: to })),
    }),
    ...some(notes, { ...NOTHING, kind: 'notes', what: 'said', title: 'notes', remarks: notes }),
  ];
}

const some = (members: readonly unknown[], section: Section): Section[] => (members.length > 0 ? [section] : []);

function ofObject(change: ObjectChange): Section {
  const { what, object, was, component, file } = change;
  return {
    ...{ ...NOTHING, kind: 'object', what, title: nameOf(object) },
    subjects: [nameOf(object), ...(was ? [nameOf(was)] : [])],
    details: [
      ...(was && nameOf(was) !== nameOf(object) ? [`was ${nameOf(was)}`] : []),
      ...(component === undefined ? [] : [component]),
      file,
    ],
    entries: () => entriesOfObject(change),
  };
}

function ofText(change: TextChange): Section {
  const { what, file } = change;
  return { ...NOTHING, kind: 'file', what, title: file, subjects: [file], entries: () => [entryOfText('', change)] };
}

function ofHost({ what, host, fields, files, commands, restarts }: HostChange): Section {
  return {
    ...{ ...NOTHING, kind: 'host', what, title: `host ${host}`, subjects: [host] },
    remarks: [...commands.map(commandText), ...restarts.map((unit) => `restarts: ${unit}`)],
    entries: () => [
      ...fields.map(entryOfField),
      ...files.map((file) => entryOfText(file.what === 'changed' ? file.file : `${file.file} (${file.what})`, file)),
    ],
  };
}
