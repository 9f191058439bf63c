/** How the first line of every preview begins. */
export const MARK = '<!-- steading-preview';

/** The first line, which nobody sees: by it one comment is found again, and written anew. */
export function marker(name?: string): string {
  const said = name?.replaceAll(/[^A-Za-z0-9.]+/g, '-');
  return said ? `${MARK}: ${said} -->` : `${MARK} -->`;
}
