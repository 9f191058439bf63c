(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const changes = all('.change');
  /** Rows that are drawn at once. */
  const AT_ONCE = 2000;

  function rowsOf(change) {
    const element = change.querySelector('script');
    return element ? JSON.parse(element.textContent) : [];
  }

  function element(name, text = '', className = '') {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  /** A line on its side; what is not the same on the other side stands out. */
  function cell(text, other, className, mark) {
    if (text === null) return element('td', '', 'none');
    if (text === other) return element('td', text, 'same');
    const made = element('td', '', className);
    if (other === null) {
      made.textContent = text;
      return made;
    }
    const most = Math.min(text.length, other.length);
    let head = 0;
    while (head < most && text[head] === other[head]) head++;
    let tail = 0;
    while (tail < most - head && text[text.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
    const end = text.length - tail;
    made.append(text.slice(0, head), ...(end > head ? [element(mark, text.slice(head, end))] : []), text.slice(end));
    return made;
  }

  function line(row) {
    const made = document.createElement('tr');
    const [before, after] = row;
    if (row.length === 1 || after === 1) {
      const head = element('th', before, after === 1 ? 'place' : '');
      head.colSpan = 2;
      made.append(head);
    } else made.append(cell(before, after, 'gone', 'del'), cell(after, before, 'come', 'ins'));
    return made;
  }

  function draw(change, from = 0) {
    const rows = rowsOf(change);
    if (rows.length === 0 || (from === 0 && change.querySelector('table'))) return;
    const table = change.querySelector('table') ?? change.appendChild(emptyTable());
    table.tBodies[0].append(...rows.slice(from, from + AT_ONCE).map(line));
    const left = rows.length - from - AT_ONCE;
    if (left <= 0) return;
    const more = element('button', `Show ${left} more lines`, 'more');
    more.type = 'button';
    more.addEventListener('click', () => {
      more.remove();
      draw(change, from + AT_ONCE);
    });
    change.append(more);
  }

  function emptyTable() {
    const table = element('table', '', 'diff');
    const head = table.createTHead().insertRow();
    for (const title of ['before', 'after']) {
      const column = element('th', title);
      column.scope = 'col';
      head.append(column);
    }
    table.createTBody();
    return table;
  }

  for (const change of changes) change.addEventListener('toggle', () => change.open && draw(change));

  /* what is shown */
  const [search, environment, risk] = ['search', 'environment', 'risk'].map(byId);
  const texts = new Map();

  function textOf(change) {
    const said = all('summary, .where, li', change).map((one) => one.textContent);
    return [...said, ...rowsOf(change).flat()].join('\n').toLowerCase();
  }

  function holds(change, wanted) {
    if (wanted === '') return true;
    if (!texts.has(change)) texts.set(change, textOf(change));
    return texts.get(change).includes(wanted);
  }

  function fits({ dataset }) {
    const isHere = environment.value === '' || dataset.environment === environment.value;
    return isHere && (risk.value === '' || dataset.risks.split(' ').includes(risk.value));
  }

  function filter() {
    const wanted = search.value.trim().toLowerCase();
    for (const change of changes) change.hidden = !fits(change) || !holds(change, wanted);
    for (const one of all('[data-case]'))
      one.hidden =
        !fits(one) || !`${one.textContent} ${one.closest('.group').textContent}`.toLowerCase().includes(wanted);
    for (const group of all('.group, .chapter')) group.hidden = !group.querySelector('[data-case]:not([hidden])');
    const isAll = wanted === '' && environment.value === '' && risk.value === '';
    for (const section of all('.environment'))
      section.hidden = !isAll && !section.querySelector('.change:not([hidden])');
    const shown = changes.filter((change) => !change.hidden).length;
    byId('none').hidden = isAll || shown > 0;
    byId('count').textContent = isAll ? `${changes.length} changes` : `${shown} of ${changes.length} changes`;
  }

  for (const control of [search, environment, risk]) control.addEventListener('input', filter);
  filter();

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.matches('input, select, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === 'Escape' && event.target === search) {
      search.value = '';
      filter();
    }
  });

  /* what is open */
  function openAll(wanted) {
    for (const change of changes) if (!change.hidden) change.open = wanted;
  }
  byId('open').addEventListener('click', () => openAll(true));
  byId('close').addEventListener('click', () => openAll(false));

  /** Whoever is led to a change sees it, whatever was filtered. */
  function arrive() {
    const target = byId(location.hash.slice(1));
    if (!target?.matches('.change')) return;
    if (target.hidden) {
      search.value = environment.value = risk.value = '';
      filter();
    }
    target.open = true;
    draw(target);
    target.scrollIntoView();
    target.querySelector('summary').focus({ preventScroll: true });
  }
  addEventListener('hashchange', arrive);
  arrive();

  /** On paper everything is open. */
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = changes.filter((change) => !change.open && !change.hidden);
    for (const change of closed) {
      change.open = true;
      draw(change);
    }
  });
  addEventListener('afterprint', () => {
    for (const change of closed) change.open = false;
  });

  /* dark and light */
  const theme = byId('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const { dataset } = document.documentElement;
  const isDark = () => (dataset.theme ? dataset.theme === 'dark' : system.matches);
  const tell = () => theme.setAttribute('aria-pressed', String(isDark()));
  theme.addEventListener('click', () => {
    dataset.theme = isDark() ? 'light' : 'dark';
    tell();
  });
  system.addEventListener('change', tell);
  tell();
})();
