/** A browser's way to keep a file: it asks or puts it among the downloads, as it was told to. */
export function saveAs({ path, name }: { path: string; name: string }): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
