/** How WeChat draws its own components before the app styles them. */
export const BUILT_IN_STYLE = `
html, body { margin: 0; padding: 0; height: 100%; }
body { font-family: system-ui, 'Noto Sans SC', sans-serif; line-height: normal; -webkit-tap-highlight-color: transparent; }
wx-page { display: block; min-height: 100%; }
wx-view, wx-scroll-view, wx-swiper-item, wx-form, wx-radio-group, wx-checkbox-group, wx-cover-view, wx-page-container { display: block; }
wx-text, wx-label { display: inline; }
wx-text { white-space: pre-line; }
wx-root-portal, wx-page-meta { display: contents; }
wx-view[hidden], wx-text[hidden] { display: none; }
wx-button { position: relative; box-sizing: border-box; display: block; margin-left: auto; margin-right: auto; padding: 0 14px; font-size: 18px; text-align: center;
  line-height: 2.55555556; border-radius: 5px; overflow: hidden; color: #000; background-color: #f8f8f8; }
wx-button[disabled] { pointer-events: none; }
wx-input { display: block; height: 1.4rem; min-height: 1.4rem; overflow: hidden; }
wx-input > input, wx-textarea > textarea { display: block; width: 100%; height: 100%; border: 0; padding: 0; margin: 0; background: transparent; font: inherit;
  color: inherit; outline: 0; resize: none; box-sizing: border-box; }
wx-textarea { display: block; width: 300px; height: 150px; }
wx-textarea[auto-height] { height: auto; min-height: 1.4em; }
wx-textarea[auto-height] > textarea { height: 1.4em; }
wx-image { display: inline-block; width: 320px; height: 240px; overflow: hidden; }
wx-image > img { width: 100%; height: 100%; display: block; }
wx-image > img:not([src]) { visibility: hidden; }
wx-scroll-view { overflow: hidden; }
wx-scroll-view[scroll-y] { overflow-y: auto; }
wx-scroll-view[scroll-x] { overflow-x: auto; }
wx-scroll-view::-webkit-scrollbar { display: none; }
wx-swiper { display: block; height: 150px; overflow: auto hidden; white-space: nowrap; scroll-snap-type: x mandatory; }
wx-swiper-item { display: inline-block; white-space: normal; width: 100%; height: 100%; overflow: hidden; scroll-snap-align: start; vertical-align: top; }
wx-switch, wx-checkbox, wx-radio, wx-icon { display: inline-block; }
wx-video { display: inline-block; width: 300px; height: 225px; background: #000; position: relative; }
wx-video > video { width: 100%; height: 100%; display: block; }
wx-progress { display: block; height: 6px; background: #ebebeb; }
wx-progress > div { height: 100%; background: #07c160; }
wx-canvas { display: block; width: 300px; height: 150px; }
wx-slider, wx-picker { display: block; }
`;
