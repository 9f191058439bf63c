/** A function that works once for each `key` and then returns the same value. It forgets a value when nothing else refers to its key. */
export function once<K extends object, Rest extends unknown[], V>(
  work: (key: K, ...rest: Rest) => V,
): (key: K, ...rest: Rest) => V {
  const values = new WeakMap<K, V>();
  return (key, ...rest) => {
    const known = values.get(key);
    if (known !== undefined || values.has(key)) return known as V;
    const value = work(key, ...rest);
    values.set(key, value);
    return value;
  };
}
