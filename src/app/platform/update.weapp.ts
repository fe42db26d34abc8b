export function listenForUpdate(onReady: (apply: () => void) => void): void {
  const updates = wx.getUpdateManager();
  updates.onUpdateReady(() => onReady(() => updates.applyUpdate()));
}
