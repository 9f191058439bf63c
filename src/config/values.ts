import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { cut } from '../base/cut';
import { DEEPEST, roomFor } from '../base/limits';

/** Why a document of YAML stands for no value, and which node it is about. */
export class NoValue extends Error {
  constructor(
    message: string,
    readonly node: Node | undefined,
  ) {
    super(message);
  }
}

/**
 * What a document stands for, as plain data with its aliases written out. Errors: {@link NoValue} for an alias of nothing or of what it stands in, a
 * key that is no word or that is there already, what is too deep, and aliases that stand for more than a memory holds.
 */
export function plainValue(document: Document.Parsed, length: number): unknown {
  const version = document.directives?.yaml.version;
  if (version !== undefined && version !== '1.2')
    throw new NoValue(`a text of YAML ${version}, expected 1.2`, undefined);
  return new Values(roomFor(length)).of(document.contents, 0);
}

class Values {
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private inAlias = 0;

  constructor(private left: number) {}

  of(node: unknown, depth: number): unknown {
    const at = node as Node | undefined;
    if (depth > DEEPEST) throw new NoValue(`values are nested more than ${DEEPEST} deep`, at);
    if (--this.left < 0) throw new NoValue('its aliases stand for too many values', at);
    if (isAlias(node)) return this.aliased(node.source, node, depth);
    if (isScalar(node)) {
      this.anchored(node);
      return node.value;
    }
    if (!isMap(node) && !isSeq(node)) return null;
    this.anchored(node);
    this.open.add(node);
    const value = isSeq(node) ? node.items.map((item) => this.of(item, depth + 1)) : this.map(node.items, depth + 1);
    this.open.delete(node);
    return value;
  }

  private map(pairs: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): object {
    const made = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      const word = this.of(key, depth);
      const at = key as Node | undefined;
      if (word === null || typeof word === 'object') throw new NoValue('a key must be a word', at);
      if (made.has(String(word))) throw new NoValue('map keys must be unique', at);
      made.set(String(word), this.of(value, depth));
    }
    return Object.fromEntries(made);
  }

  private aliased(source: string, node: Node, depth: number): unknown {
    const target = this.anchors.get(source);
    const name = `alias '*${cut(source)}'`;
    if (!target) throw new NoValue(`${name} has no anchor`, node);
    if (this.open.has(target)) throw new NoValue(`${name} stands in the very value that it stands for`, node);
    this.inAlias++;
    const value = this.of(target, depth);
    this.inAlias--;
    return value;
  }

  /** An alias means the anchor of that name that was last before it. */
  private anchored(node: Node & { readonly anchor?: string }): void {
    if (node.anchor !== undefined && this.inAlias === 0) this.anchors.set(node.anchor, node);
  }
}
