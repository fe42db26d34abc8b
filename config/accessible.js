/**
 * Lets `aria-*` through to the mini program. Taro writes one WXML template per component with a fixed list of attributes, and that list
 * has none of them: without this plugin a screen reader meets unnamed boxes. The templates and the runtime must agree on the list.
 * Each attribute is written some forty times over, so an element has those that the app gives it.
 * It does what `@tarojs/plugin-inject` does, which is not published for this Taro and writes into node_modules while it builds.
 */
const path = require('node:path');
const accessible = require('./accessible.json');

module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return;
      const aria = (names) => Object.fromEntries(names.map((name) => [name, "''"]));
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'accessible.runtime.mjs')].flat();
      platform.template.mergeComponents(
        ctx,
        Object.fromEntries(Object.entries(accessible).map(([element, names]) => [element, aria(names)])),
      );
    },
  });
};
