/**
 * iOS 14.0–14.4, on which the base library of this app still runs, knows no `gap` of flex boxes. It came with Safari 14.1, and so did `inset`:
 * where that is missing, children stand apart by margins instead. In rows that wrap, lines then stand without a gap between them.
 */
const LACKS_GAP = 'not (inset: 0)';

/** @param {{ children: string[], isAlways?: boolean }} options `children`: tags a child may have; `isAlways`: margins for every engine, for the check. */
module.exports = ({ children, isAlways = false }) => ({
  postcssPlugin: 'flex-gap',
  OnceExit(root, { AtRule, Rule, Declaration }) {
    const parents = [];
    const spaced = new Map();
    root.walkRules((rule) => {
      const read = (prop) => rule.nodes.findLast((node) => node.type === 'decl' && node.prop === prop)?.value;
      const gap = read('gap') ?? read('row-gap');
      if (gap === undefined || rule.parent.type === 'atrule') return;
      const [row, column = row] = gap.split(' ');
      const isColumn = read('flex-direction') === 'column';
      // What turns a row into a column takes back the margin of the row.
      const taken = read('display') === undefined ? { 'margin-left': '0' } : {};
      const margins = JSON.stringify(isColumn ? { 'margin-top': row, ...taken } : { 'margin-left': column });
      const selectors = rule.selectors.flatMap((parent) => children.map((child) => `${parent}>${child}:not(:first-child)`));
      parents.push(...rule.selectors);
      spaced.set(margins, [...(spaced.get(margins) ?? []), ...selectors]);
    });
    if (parents.length === 0) return;
    const rules = [new Rule({ selector: parents.join(','), nodes: [new Declaration({ prop: 'gap', value: '0' })] })];
    for (const [margins, selectors] of spaced) {
      const nodes = Object.entries(JSON.parse(margins)).map(([prop, value]) => new Declaration({ prop, value }));
      rules.push(new Rule({ selector: selectors.join(','), nodes }));
    }
    root.append(isAlways ? rules : new AtRule({ name: 'supports', params: LACKS_GAP, nodes: rules }));
  },
});
module.exports.postcss = true;
