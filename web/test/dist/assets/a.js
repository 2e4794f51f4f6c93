// A script that stands for the app in the test of release lists.
