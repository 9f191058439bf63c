import { readJson } from './json';
import { groupsOf, type Span } from './span';
import { Entries, List, type Tree } from './tree';
import { readYaml } from './yaml';

interface Documents {
  readonly trees: readonly Tree[];
  /** Of YAML, what stands behind a `#`. */
  readonly comments: readonly Span[];
}

const LONGEST_JSON = 4_000_000;
const LONGEST_YAML = 1_000_000;
const COMMENT = /(?:^|[ \t])#([^\n]{3,1000})/dgm;
/** Keys that people give to settings; scripts and prose have colons too. */
const KEY = /^(?!.*(?:\s-|[=;|`"(){}]|\b(?:if|for|echo|curl|docker|kubectl|export|sudo)\b))[^\n]{0,200}$/;

/** A text as documents of JSON or YAML; nothing where it is lines and no more. */
export function documentsIn(text: string): Documents | undefined {
  const start = text.trimStart()[0];
  const isFlow = start === '{' || start === '[';
  if (isFlow && text.length <= LONGEST_JSON) {
    const tree = readJson(text);
    if (tree) return { trees: [tree], comments: [] };
  }
  if (
    text.length > LONGEST_YAML ||
    !(isFlow || text.includes('\n') || /[:-] [[{]/.test(text)) ||
    !/:(?=\s)|^\s*-\s|^\s*[[{]/m.test(text)
  )
    return undefined;
  const trees = readYaml(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text)?.filter(
    (tree) => !isNothing(tree),
  );
  if (!trees || trees.length === 0 || !trees.every(isDocument)) return undefined;
  return { trees, comments: text.includes('#') ? groupsOf(text, COMMENT) : [] };
}

function isDocument(tree: Tree): boolean {
  if (tree instanceof List)
    return tree.members.some((one) => one instanceof Entries || one instanceof List || isDocumentWord(one));
  return tree instanceof Entries && tree.list.length > 0 && tree.list.every(([key]) => KEY.test(key.text));
}

const isDocumentWord = (tree: Tree) => !(tree instanceof Entries || tree instanceof List) && !/\n/.test(tree.text);
const isNothing = (tree: Tree) => !(tree instanceof Entries || tree instanceof List) && tree.text === '';
