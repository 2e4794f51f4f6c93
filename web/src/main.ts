// Starts the app, or says plainly which part of it this browser lacks. Nothing else happens here.
import { mount } from 'svelte';
import './styles/app.css';
import App from './app.svelte';
import { loadCopy } from './copy';
import { lacking } from './lacking';
import { app } from './state.svelte';

const target = document.getElementById('app') as HTMLElement;

async function begin(): Promise<void> {
  const [lacks] = await Promise.all([lacking(), loadCopy()]);
  if (lacks.length > 0) {
    app.lacks = lacks;
    app.standing = 'unsupported';
    mount(App, { target });
    return;
  }
  // A link's secret leaves the address bar at once, and with it the history of this browser.
  const link = location.hash.slice(1);
  if (/^[bd]1/.test(link)) app.link = link;
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  mount(App, { target });
  await app.start();
  if (__DEV_BUILD__ && link === 'style') app.go('style');
}

begin().catch(() => document.getElementById('plain')?.removeAttribute('hidden'));
