// Which hour of the day the place shows: dawn, day, dusk or night, by the clock of this device.
// Called by the scene and by app.svelte, which colours the page with it.

export type Hour = 'dawn' | 'day' | 'dusk' | 'night';

export function hourOf(time: Date): Hour {
  const hour = time.getHours();
  if (hour >= 5 && hour < 8) return 'dawn';
  if (hour >= 8 && hour < 17) return 'day';
  return hour >= 17 && hour < 21 ? 'dusk' : 'night';
}
