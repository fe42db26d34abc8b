export const hasNotices = true;

export function askForNotice(templateId: string): Promise<boolean> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds: [templateId],
      success: (answers) => resolve((answers as unknown as Record<string, unknown>)[templateId] === 'accept'),
      fail: () => resolve(false),
    });
  });
}
