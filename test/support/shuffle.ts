import ts from 'typescript';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The text of a stack with the statements of its `build` in another order.
 * A statement stays behind those that declare the constants which it names; nothing else keeps it in its place.
 */
export function shuffled(source: string, seed: number): string {
  const body = buildBody(ts.createSourceFile('stack.ts', source, ts.ScriptTarget.ES2022, true));
  const next = random(seed);
  const declared = new Map(body.statements.flatMap((statement) => namesOf(statement).map((name) => [name, statement])));
  const open = new Set(body.statements);
  const order: ts.Statement[] = [];
  while (open.size > 0) {
    const ready = [...open].filter((statement) =>
      [...mentions(statement)].every((name) => {
        const needed = declared.get(name);
        return needed === undefined || needed === statement || !open.has(needed);
      }),
    );
    const chosen = ready[Math.floor(next() * ready.length)];
    if (!chosen) throw new Error('the statements need each other');
    open.delete(chosen);
    order.push(chosen);
  }
  const text = order.map((statement) => statement.getText()).join('\n');
  return `${source.slice(0, body.getStart() + 1)}\n${text}\n${source.slice(body.getEnd() - 1)}`;
}

function buildBody(node: ts.Node): ts.Block {
  const found = find(node);
  if (!found) throw new Error('the stack has no build');
  return found;

  function find(at: ts.Node): ts.Block | undefined {
    if (ts.isMethodDeclaration(at) && at.name.getText() === 'build') return at.body;
    return ts.forEachChild(at, find);
  }
}

function namesOf(statement: ts.Statement): string[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => [...mentions(name)]);
}

function mentions(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) names.add(at.text);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return names;
}
