export default { enableShareAppMessage: true };
