// Hands a file to the person, by a neutral name (CC-29). Nothing is uploaded. Called by export and by the check-in
// when the device has no room.

const types = { json: 'application/json', csv: 'text/csv' };

export function saveAsFile(content: string | Uint8Array<ArrayBuffer>, name: string, ending: keyof typeof types): void {
  const url = URL.createObjectURL(new Blob([content], { type: types[ending] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}-${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
