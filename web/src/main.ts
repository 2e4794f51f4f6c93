// Starts the app, or says plainly which part of it this browser lacks. Nothing else happens here.
import { mount } from 'svelte';
import App from './app.svelte';

mount(App, { target: document.getElementById('app') as HTMLElement });
