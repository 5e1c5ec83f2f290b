// A still that the preview stands on: a picture of the hall, say. It is kept in this browser and nowhere else.

const DATABASE = "courtside-desk";
const STORE = "stills";
const KEY = "preview";
const [WIDTH, HEIGHT] = [1920, 1080];
const QUALITY = 0.85;

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} does @returns {Promise<T>} */
async function within(mode, does) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const request = does(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** The still that is kept; "" where there is none, or the browser keeps nothing. @returns {Promise<string>} */
export const kept = () => within("readonly", (store) => store.get(KEY)).then((found) => found ?? "", () => "");

/** Keep a still in place of the one before; false where the browser keeps nothing. @param {string} still */
export const keep = (still) => within("readwrite", (store) => store.put(still, KEY)).then(() => true, () => false);

/** A picture as it fills the stage; "" where the browser cannot show it. @param {Blob} file */
export async function still(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(WIDTH / picture.width, HEIGHT / picture.height);
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    const [width, height] = [picture.width * scale, picture.height * scale];
    canvas.getContext("2d")?.drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
    return canvas.toDataURL("image/jpeg", QUALITY);
  } catch {
    return "";
  }
}
