import { selectorOf } from '../taro-tree.ts';
import type { BuiltIns } from './built-ins.ts';

/** A built-in component at work: its data, its element, and how it tells the app of events. */
export type Component = {
  data: Record<string, unknown>;
  $$: HTMLElement;
  triggerEvent(name: string, detail?: object, options?: object): void;
};

export type Tag = {
  /** The browser's element inside, where one does the work. */
  element?: string;
  start?(component: Component, inner: HTMLElement): void;
  set?: Record<string, (component: Component, value: unknown, inner: HTMLElement) => void>;
};

type Setter = NonNullable<Tag['set']>[string];

const put =
  (property: string, read: (value: unknown) => unknown): Setter =>
  (_, value, inner) => {
    Reflect.set(inner, property, read(value));
  };

const putStyle =
  (property: string, read: (value: unknown) => string): Setter =>
  (_, value, inner) =>
    inner.style.setProperty(property, read(value));

/** Tags that do something by themselves. */
export function ownTags({ resolveFile, agreeToPrivacy }: BuiltIns): Record<string, Tag> {
  const media = (name: 'src' | 'poster') => (_: Component, value: unknown, inner: HTMLElement) => {
    if (value) inner.setAttribute(name, resolveFile(String(value)));
    else inner.removeAttribute(name);
  };
  return {
    button: {
      start(component) {
        component.$$.addEventListener('click', () => {
          if (component.data.openType !== 'agreePrivacyAuthorization') return;
          agreeToPrivacy();
          component.triggerEvent('agreeprivacyauthorization', {});
        });
      },
      set: { 'open-type': () => undefined },
    },
    input: { element: 'input', start: startField, set: fieldAttributes },
    textarea: { element: 'textarea', start: startField, set: fieldAttributes },
    image: {
      element: 'img',
      start(component, inner) {
        const image = inner as HTMLImageElement;
        image.addEventListener('load', () => component.triggerEvent('load', { width: image.naturalWidth, height: image.naturalHeight }));
        image.addEventListener('error', () => component.triggerEvent('error', { errMsg: `GET ${image.src} error` }));
      },
      set: { src: media('src'), mode: putStyle('object-fit', (value) => fits[String(value)] ?? 'fill') },
    },
    video: {
      element: 'video',
      start: startVideo,
      set: {
        src: media('src'),
        poster: media('poster'),
        controls: put('controls', (value) => value !== false),
        muted: put('muted', (value) => value === true),
        loop: put('loop', (value) => value === true),
        'object-fit': putStyle('object-fit', (value) => String(value)),
      },
    },
    'scroll-view': { start: startScroll, set: scrollAttributes },
    'page-meta': { set: { 'page-style': (_, value) => document.body.setAttribute('style', String(value ?? '')) } },
    progress: { element: 'div', set: { percent: putStyle('width', (value) => `${Number(value) || 0}%`) } },
    switch: {
      element: 'input',
      start: startSwitch,
      set: { checked: put('checked', (value) => value === true) },
    },
    slider: {
      element: 'input',
      start: startSlider,
      set: { value: put('value', (value) => String(value)) },
    },
  };
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function startField(component: Component, inner: HTMLElement): void {
  const field = inner as Field;
  if (field instanceof HTMLTextAreaElement) field.rows = 1;
  const value = () => ({ value: field.value, cursor: field.selectionStart ?? field.value.length });
  field.addEventListener('input', () => {
    grow(component, field);
    component.triggerEvent('input', { ...value(), keyCode: 0 });
  });
  field.addEventListener('focus', () => component.triggerEvent('focus', { ...value(), height: 0 }));
  field.addEventListener('blur', () => component.triggerEvent('blur', value()));
  field.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Enter') component.triggerEvent('confirm', value());
  });
}

/** A textarea with `auto-height` is as high as its lines. */
function grow(component: Component, field: Field): void {
  if (!component.data.autoHeight) return;
  field.style.height = 'auto';
  // Nothing to measure before the page is in the document.
  if (field.scrollHeight > 0) field.style.height = `${field.scrollHeight}px`;
}

const fieldAttributes: NonNullable<Tag['set']> = {
  value(component, value, inner) {
    const field = inner as Field;
    const text = value === undefined || value === null ? '' : String(value);
    if (field.value !== text) field.value = text;
    grow(component, field);
  },
  placeholder: put('placeholder', (value) => String(value ?? '')),
  disabled: put('disabled', (value) => value === true),
  maxlength: (_, value, inner) => {
    // WeChat's own default is 140.
    if (Number(value) >= 0) (inner as Field).maxLength = Number(value);
    else inner.removeAttribute('maxlength');
  },
  focus: (_, value, inner) => {
    if (value) setTimeout(() => inner.focus());
  },
  'auto-height': () => undefined,
};

const fits: Record<string, string> = {
  aspectFill: 'cover',
  aspectFit: 'contain',
  widthFix: 'contain',
  heightFix: 'contain',
  center: 'none',
};

function startVideo(component: Component, inner: HTMLElement): void {
  const video = inner as HTMLVideoElement;
  for (const name of ['play', 'pause', 'ended', 'waiting']) video.addEventListener(name, () => component.triggerEvent(name, {}));
  video.addEventListener('error', () => component.triggerEvent('error', { errMsg: video.error?.message ?? '' }));
  video.addEventListener('timeupdate', () =>
    component.triggerEvent('timeupdate', { currentTime: video.currentTime, duration: video.duration }),
  );
  const size = () => ({ duration: video.duration, width: video.videoWidth, height: video.videoHeight });
  video.addEventListener('loadedmetadata', () => component.triggerEvent('loadedmetadata', size()));
}

function startScroll(component: Component): void {
  const view = component.$$;
  view.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = view;
    component.triggerEvent('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX: 0, deltaY: 0 });
    if (scrollTop + clientHeight >= scrollHeight - (Number(component.data.lowerThreshold) || 50))
      component.triggerEvent('scrolltolower', { direction: 'bottom' });
    if (scrollTop <= (Number(component.data.upperThreshold) || 50)) component.triggerEvent('scrolltoupper', { direction: 'top' });
  });
}

const scrollAttributes: NonNullable<Tag['set']> = {
  'scroll-top': ({ $$ }, value) => {
    if (typeof value === 'number') $$.scrollTop = value;
  },
  'scroll-left': ({ $$ }, value) => {
    if (typeof value === 'number') $$.scrollLeft = value;
  },
  'scroll-into-view': ({ $$ }, value) => {
    if (!value) return;
    setTimeout(() => {
      const target = $$.querySelector(selectorOf(String(value)));
      if (target) $$.scrollTop += target.getBoundingClientRect().top - $$.getBoundingClientRect().top;
    });
  },
};

function startSwitch(component: Component, inner: HTMLElement): void {
  const box = inner as HTMLInputElement;
  box.type = 'checkbox';
  box.addEventListener('change', () => component.triggerEvent('change', { value: box.checked }));
}

function startSlider(component: Component, inner: HTMLElement): void {
  const slider = inner as HTMLInputElement;
  slider.type = 'range';
  slider.addEventListener('change', () => component.triggerEvent('change', { value: Number(slider.value) }));
}
