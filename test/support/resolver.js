const MODULES_ONLY = /^(@kubernetes-models|kubernetes-models|is-cidr|cidr-regex|ip-regex)(\/|$)/;

/** Packages that are ES modules only say where they are under the condition `import`, which jest does not ask for. */
module.exports = (path, options) => {
  const conditions = MODULES_ONLY.test(path) ? [...options.conditions, 'import'] : options.conditions;
  return options.defaultResolver(path, { ...options, conditions });
};
