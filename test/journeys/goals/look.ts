/** Functions that run inside the page and find what a person would stumble over. Each stands alone: the browser gets its text only. */

/** Words that leave the screen, their button or a box that hides what sticks out. Lines cut with dots on purpose are no find. */
export function findCutWords(): string[] {
  const found: string[] = [];
  const scrolls = (node: Element): boolean =>
    /auto|scroll/.test(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth + 1;
  const isMeantCut = (node: Element | null): boolean =>
    node !== null && (getComputedStyle(node).textOverflow === 'ellipsis' || getComputedStyle(node).webkitLineClamp !== 'none');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    const words = node.textContent?.trim() ?? '';
    if (!holder || words === '' || holder.closest('style,script,textarea,[data-testid^="editor.stage.seg"]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || getComputedStyle(holder).clipPath !== 'none') continue;
    for (let outer: Element | null = holder; outer; outer = outer.parentElement) {
      if (isMeantCut(outer) || scrolls(outer)) break;
      const style = getComputedStyle(outer);
      const frame = outer.getBoundingClientRect();
      const isButton = /^(button|radio|switch|link)$/.test(outer.getAttribute('role') ?? '');
      const hidesX = /hidden|clip/.test(style.overflowX) || isButton;
      const hidesY = /hidden|clip/.test(style.overflowY);
      if (outer === document.body || outer.classList.contains('taro_page')) {
        if (box.left < -1 || box.right > innerWidth + 1) found.push(`"${words}" leaves the screen`);
        break;
      }
      if (hidesX && frame.width > 1 && (box.right > frame.right + 1 || box.left < frame.left - 1)) {
        found.push(`"${words}" is cut at the side of ${outer.className}`);
        break;
      }
      if (hidesY && frame.height > 1 && frame.height < 200 && (box.bottom > frame.bottom + 3 || box.top < frame.top - 3)) {
        found.push(`"${words}" is cut above or below by ${outer.className}`);
        break;
      }
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  return found;
}

/** What can be pressed and is smaller than 44 × 44 to the finger. Segments are chosen on the whole band instead. */
export function findSmallTargets(): string[] {
  return [...document.querySelectorAll('[role="button"],[role="switch"],[role="radio"],[role="link"]')].flatMap((node) => {
    const box = node.getBoundingClientRect();
    if (box.width === 0 || (node as HTMLElement).dataset.testid?.startsWith('editor.stage.seg')) return [];
    const slop = getComputedStyle(node, '::after');
    const width = Math.max(box.width, Number.parseFloat(slop.width) || 0);
    const height = Math.max(box.height, Number.parseFloat(slop.height) || 0);
    return width >= 43.5 && height >= 43.5 ? [] : [`"${node.textContent}" is ${Math.round(width)} × ${Math.round(height)}`];
  });
}

/** Nodes with a duration of motion left. */
export function findMoving(): { moving: string[]; count: number } {
  const nodes = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().width > 0);
  const moving = nodes.flatMap((node) => {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(node);
    const isMoving = (animationName !== 'none' && /[1-9]/.test(animationDuration)) || /[1-9]/.test(transitionDuration);
    return isMoving ? [`${node.tagName} ${node.className} ${animationDuration} ${transitionDuration}`] : [];
  });
  return { moving, count: nodes.length };
}
