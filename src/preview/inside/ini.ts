import { Unreadable } from '../../base/limits';

/** Sections of keys and values, as INI, properties, TOML without lists over several lines, systemd and env files have them. */
export function readIni(text: string): unknown {
  const sections = new Map<string, Map<string, string | string[]>>();
  let section = '';
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const name = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (name !== undefined) section = name.trim();
    const [, key, value = ''] = /^([^\s=:[][^=:[]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    // What goes on in the next line, or was begun in the one before, is nothing that is read here.
    if (name === undefined && (key === undefined || /\\$|^"""|^'''|^\[[^\]]*$/.test(value)))
      throw new Unreadable('no INI');
    const keys = sections.get(section) ?? new Map<string, string | string[]>();
    sections.set(section, keys);
    const known = key === undefined ? undefined : keys.get(key);
    if (key !== undefined) keys.set(key, known === undefined ? value : [known, value].flat());
  }
  const { '': top, ...others } = Object.fromEntries(
    [...sections].map(([one, keys]) => [one, Object.fromEntries(keys)]),
  );
  if (top && Object.keys(others).some((one) => one in top)) throw new Unreadable('a key and a section of one name');
  return { ...top, ...others };
}
