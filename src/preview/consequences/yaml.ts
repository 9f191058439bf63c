import { load, YAMLException } from 'js-yaml';

/** What a text says; nothing where it is no YAML. */
export function read(text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return undefined;
  }
}
