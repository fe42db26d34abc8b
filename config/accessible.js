/**
 * Lets `aria-*` through to the mini program. Taro writes one WXML template per component with a fixed list of attributes, and that list
 * has none of them: without this plugin a screen reader meets unnamed boxes. The templates and the runtime must agree on the list.
 * It does what `@tarojs/plugin-inject` does, which is not published for this Taro and writes into node_modules while it builds.
 */
const path = require('node:path');
const { elements, attributes } = require('./accessible.json');

module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return;
      const aria = () => Object.fromEntries(attributes.map((name) => [name, "''"]));
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'accessible.runtime.mjs')].flat();
      platform.template.mergeComponents(ctx, Object.fromEntries(elements.map((name) => [name, aria()])));
    },
  });
};
