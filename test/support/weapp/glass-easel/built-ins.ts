import type { ComponentSpace } from 'glass-easel';
import { ComponentSpace as Space } from 'glass-easel';
import { type Component, ownTags, type Tag } from './tags.ts';

/** Tags without behaviour of their own: an element with its name, its attributes and its children. */
const plainTags = [
  ...['view', 'text', 'form', 'label', 'icon', 'navigator', 'picker', 'picker-view', 'picker-view-column', 'radio', 'radio-group'],
  ...[
    'checkbox',
    'checkbox-group',
    'rich-text',
    'cover-view',
    'cover-image',
    'root-portal',
    'movable-area',
    'movable-view',
    'page-container',
  ],
  ...[
    'swiper',
    'swiper-item',
    'canvas',
    'web-view',
    'map',
    'camera',
    'audio',
    'match-media',
    'share-element',
    'live-player',
    'live-pusher',
  ],
  ...['open-data', 'official-account', 'ad', 'navigation-bar', 'editor', 'native-slot'],
];

/** Attributes that styles and screen readers look for, kept on the element. */
const shown = /^(aria-|hidden$|disabled$|type$|size$|auto-height$|scroll-[xy]$)/;

export type BuiltIns = { resolveFile(address: string): string; agreeToPrivacy(): void };

/** Registers WeChat's own components as `wx-…` elements. Literal `<button>` and `<input>` would bring the browser's behaviour with them. */
export function registerBuiltIns(main: ComponentSpace, attributes: Record<string, string[]>, host: BuiltIns): Set<string> {
  const space = new Space('', undefined, main.styleScopeManager);
  const tags: Record<string, Tag> = { ...Object.fromEntries(plainTags.map((tag) => [tag, {}])), ...ownTags(host) };
  for (const [tag, { element, start, set = {} }] of Object.entries(tags)) {
    const builder = space.define(`wx/${tag}`).options({ hostNodeTagName: `wx-${tag}` } as object);
    for (const name of new Set([...(attributes[tag] ?? []), ...Object.keys(set)])) {
      const property = camel(name);
      builder.property(property, {
        type: null as never,
        observer(this: unknown) {
          const component = this as Component & { inner?: HTMLElement };
          const value = component.data[property];
          if (shown.test(name)) setAttribute(component.$$, name, value);
          set[name]?.(component, value, component.inner ?? component.$$);
        },
      } as never);
    }
    builder.lifetime('created', function (this: unknown) {
      const component = this as Component & { inner?: HTMLElement };
      if (element !== undefined) {
        component.inner = document.createElement(element);
        component.$$.appendChild(component.inner);
      }
      start?.(component, component.inner ?? component.$$);
    });
    main.setGlobalUsingComponent(tag, builder.registerComponent() as never);
  }
  return new Set(Object.keys(tags));
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function setAttribute(element: HTMLElement, name: string, value: unknown): void {
  if (value === false || value === undefined || value === null || value === '') element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}
