/**
 * What stands where on the page, in CSS pixels: every line of words, every filled box, every sign. Runs inside the browser, on the
 * app's scenes and on the sources of the design's pictures alike, so it may use nothing from outside.
 */
export const measure = () => {
  const readColor = (value) => {
    const numbers = (value.match(/[\d.]+/g) ?? []).map(Number);
    // A mix of colours is told in parts of one.
    const scale = value.startsWith('color(') ? 255 : 1;
    const [red, green, blue] = [0, 1, 2].map((at) => (numbers[at] ?? 0) * scale);
    const alpha = numbers[3] ?? 1;
    const hex = [red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('');
    return alpha === 0 ? '' : `#${hex}${alpha < 1 ? `/${Math.round(alpha * 100)}` : ''}`;
  };
  const round = (value) => Math.round(value * 10) / 10;
  const isShown = ({ left, top, right, bottom, width, height }) =>
    width > 1 && height > 1 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  /** Text that the browser keeps in one element, cut where the line is broken on purpose. */
  const readLines = (element) => {
    const groups = [[]];
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.length > 0) groups.at(-1).push(node);
      else if (node.nodeType === Node.ELEMENT_NODE) groups.push([]);
    }
    return groups.flatMap((nodes) => {
      const text = nodes.map((node) => node.textContent).join('');
      if (text.trim() === '') return [];
      const isKept = getComputedStyle(element).whiteSpace.startsWith('pre');
      const cut = isKept && nodes.length === 1 ? text.indexOf('\n') : -1;
      if (cut === -1) return [{ text, from: [nodes[0], 0], to: [nodes.at(-1), nodes.at(-1).length] }];
      const [node] = nodes;
      return [
        { text: text.slice(0, cut), from: [node, 0], to: [node, cut] },
        { text: text.slice(cut + 1), from: [node, cut + 1], to: [node, node.length] },
      ];
    });
  };
  const readFaintness = (element) => {
    let opacity = 1;
    for (let node = element; node; node = node.parentElement) opacity *= Number(getComputedStyle(node).opacity);
    return opacity < 0.99 ? `*${Math.round(opacity * 100)}` : '';
  };
  const texts = [];
  const boxes = [];
  const signs = [];
  const addText = (element, { text, rect, color }) => {
    const style = getComputedStyle(element);
    texts.push({
      text: text.trim().replace(/\s+/g, ' '),
      left: round(rect.left),
      middle: round(rect.top + rect.height / 2),
      size: round(Number.parseFloat(style.fontSize)),
      weight: Number(style.fontWeight),
      color: readColor(color) + readFaintness(element),
    });
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('script, style, .status, .cap, .home-ind')) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (style.visibility === 'hidden' || !isShown(box)) continue;
    if (element.tagName === 'TEXTAREA') {
      const lineHeight = Number.parseFloat(style.lineHeight);
      const rect = {
        left: box.left + Number.parseFloat(style.paddingLeft),
        top: box.top + Number.parseFloat(style.paddingTop),
        height: lineHeight,
      };
      addText(element, { text: element.value || element.placeholder, rect, color: getComputedStyle(element, '::placeholder').color });
    }
    for (const line of readLines(element)) {
      const range = document.createRange();
      range.setStart(...line.from);
      range.setEnd(...line.to);
      const rect = [...range.getClientRects()].find(({ width }) => width > 1);
      if (rect && isShown(rect)) addText(element, { ...line, rect, color: style.color });
    }
    const place = { left: round(box.left), top: round(box.top), width: round(box.width), height: round(box.height) };
    const isSign = element.matches('svg.i, [class*="Icon_icon"]');
    if (isSign) signs.push({ ...place, color: readColor(style.color) });
    const fill = readColor(style.backgroundColor);
    const isPicture = style.backgroundImage !== 'none' || element.querySelector(':scope > .taro-img, :scope > img');
    if (isSign || isPicture || element.closest('svg, [class*="ProgressRing"]') || fill === '' || box.width < 6 || box.height < 3) continue;
    const radius = Math.min(
      Number.parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith('%') ? box.width / 100 : 1),
      box.width / 2,
      box.height / 2,
    );
    boxes.push({ ...place, fill, radius: round(radius) });
  }
  return { texts, boxes, signs };
};
