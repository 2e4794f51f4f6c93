// See recovery_words.h. Paper that people keep is written in these words: no word may ever change, move or go.
// words_test.cpp holds the fingerprint of the list.
#include "seal/recovery_words.h"

#include "seal/word_table.h"

namespace bothy {
namespace {

constexpr std::size_t named_by = 4;  // letters that name one word only

// clang-format off
constexpr WordTable<recovery_word_count> words(
    "abacus ability aboard above abroad absorb academy accent account accurate achieve acre across acrylic active "
    "actor adapt address adhesive adjust admire adorn adverb advice aerial after again agenda agile agree ahead "
    "aircraft airfield airline airmail airport airship airy album alcove almanac almost aloft along alpaca alphabet "
    "alpine although always amaze ambient amid amplify amuse anagram ancestor anchor ancient anecdote animal ankle "
    "announce annual anorak another answer antenna anthill antique antler anvil anyone anyway appear apple approve "
    "apricot apron aquatic arcade archway arctic arena armband armchair armful armrest aroma arrange arrive artist "
    "artwork ashore aside aspen asphalt aspire assemble assist assorted astonish athlete atlas atom atrium attach "
    "attend attire auburn auction audio august aura aurora author autumn average aviation avocado awake award "
    "awesome awning axis axle azalea azure backpack badger bagel baggage bagpipe baker baking balance balcony ballad "
    "balmy balsa bamboo banana bangle banjo banknote banner banquet barber barefoot bargain bark barley barnyard "
    "basement basil basket bassoon bathe beacon beak beaming beanie beard beauty because become bedding bedrock "
    "beehive beeswax beetle before befriend begin begonia behind beige believe bell belong bench benefit bento beret "
    "besides between beverage beyond bicycle bike billion binder biology biplane birch birdsong birthday biscuit "
    "bison blanket blazer blend blimp blink bloom blossom blouse bluebird boating bobbin bobcat boiler bolster "
    "bonfire bonnet bonsai bonus bookend boot borrow botany both bottle bounce bowling bowtie boxwood bracket braid "
    "brave breezy brick bridge brief bright brim bring bristle bronze brook brother brown brunch brush bubble bucket "
    "buddy budget buffet bugle builder bulb bulky bullfrog bumper bundle bungalow bunk bunting burger burrito "
    "business bustle busy button buzz cabbage cabin cable cactus cake calcium calendar calm camel campsite canal "
    "candy canister canopy canteen canyon capable caption caramel carbon cardigan career cargo caribou carnival "
    "carpet carry cart carve cascade cashew cassette castle casual catch category catfish catnap catwalk cedar "
    "celery cement century ceramic ceremony chair chalk champion change chapter charm chat checker cheddar cheese "
    "chef chemist cherry chestnut chevron chewy chicken chilled chime chin chipmunk chirp choice chorus chosen "
    "chowder chrome chuckle chunk chutney cinema cinnamon circle citrus city civic clarify class clay clear clever "
    "client climber clock cloth cloud cluster coach coaster cobalt cobbler cocoon coffee coil colander cold college "
    "column combine comedy comfort comic comma compose concert condor cone confetti consult contact convey cookie "
    "copper copy coral corgi corner corridor cosmos costume cotton county coupon courage cousin cover cowbell coyote "
    "crab cradle craft crate crawl crayon cream credit crescent cricket crimson crinkled crispy crocus crossbar "
    "crouton crumble crunchy crust cube cubicle cucumber cuddly culture cupboard cupcake curious curly curtain "
    "cushion custard cycle cylinder daffodil daisy dance data daughter daybreak daydream daylight daytime dazzle "
    "decade decimal decorate dedicate deep degree delay delight delta denim deposit depth describe design desk "
    "detach detour develop dewdrop diagram dial diamond diary digest digger digit dignity dimple dinosaur diploma "
    "dipper direct disco dish display distance ditto dockyard doctor document dogsled dogwood dollar dolphin dome "
    "domino donate donkey doorway dormouse dotted double doughnut downhill dozen drama drape draw dreamy dresser "
    "drift driver drizzle drum duck dugout dumpling durable during dust duvet dwell dynamic eager eagle early "
    "earring earth easel easily east echo eclipse ecology edge editor educate effect effort eggcup eighty elastic "
    "elbow electric elegant element elephant eleven email embark ember emblem emerald emoji enable enamel encircle "
    "enclose encore energy engine engrave enhance enjoy enlarge enormous enough enrich enter entire entrance entwine "
    "envelope envision episode equal equip eraser errand espresso essay estate estimate estuary eureka evening every "
    "evolve exact exam exchange excite exhale exhibit exist expand expect explain export express extend extra "
    "eyebrow eyelid eyesight eyewear fabric fabulous face factory fairway fajita falcon family famous fancy faraway "
    "farmer fashion faucet feature fedora feeder felt fence fern ferry festival fetch fiction fidget field fifty "
    "figure file filter final finch fireside first fishing fitness fitting fixture fizzy flagpole flake flamingo "
    "flannel flapjack flask fleck fleet flexible flight flip float floor flora floss flourish fluent fluffy fluid "
    "flutter flywheel foal focus foggy folder foliage folklore fond football forest fork formula forty forum forward "
    "fossil foster foundry fourth fraction fragrant frame freckle freezer frequent fresh friend frilly fringe "
    "fritter frog frolic front frosty frozen fruit fudge fuel funfair funny furnish fusion futon future gadget "
    "galaxy gallery garage garden gargle garlic garment garnet gateway gather gazelle gecko gelato gemstone generous "
    "genius gentle genuine geology geometry gerbil gesture giant gift gigantic giggle ginger giraffe give glacier "
    "glad glance glassy glaze gleam gleeful glider glimpse glint glisten glitter global glove glow glue goalie goat "
    "goblet goggles golden golf gondola gong good goose gorgeous gosling gourmet graceful gradual grainy grammar "
    "grand graph grass gravy green grid grinder grocery groove group growth guava guide guitar gull gumball gymnast "
    "habit haddock haircut half hallway hamlet hammock hamper hamster hand happy hardy harmony harp harvest hasten "
    "hatbox hatching haven hawk hawthorn hayloft hayride haystack hazelnut headland healthy heart heather heavy "
    "hedgehog helium hello helmet helper heron herring hexagon highway hiker hiking hill hinge hippo history hobby "
    "hockey holiday homespun honey honk hoodie hoof hopeful horizon hornbill hotel hotpot house hubcap huddle huge "
    "hula human humble humid humming hundred hybrid hydrogen iceberg icecap icicle icing idea idiom igloo iguana "
    "image imitate immense improve inbox include income increase index indigo indoor industry inflate inhale initial "
    "inkpot inlet inner innings input insect inside inspire instant intake intend into invent invite invoice iris "
    "iron island italic item ivory jacket jade jaguar jasmine jazz jelly jersey jetpack jetty jigsaw jogger join "
    "joke journal joyful joyous joyride juggle juice jukebox jumbo jump junction junior kale kangaroo karaoke kayak "
    "kazoo kebab keeper kelp kennel kestrel ketchup kettle keyboard keypad keyring keystone keyword kilogram kimono "
    "kind kiosk kitchen kite kiwi knapsack knee knitting koala lacy ladder ladle ladybug lagoon lakeside lamppost "
    "landmark language lantern lanyard lapel laptop larch large laser lasting lately latitude latte laugh laundry "
    "laurel lava lavender lawn layout leader leaf league leapfrog learn lecture leeway legacy legend leggings "
    "legroom leisure lemon lemur length lens lentil letter level library lifeboat lifting lighten likewise lilac "
    "lily limb limerick limit linen lining lion lipstick liquid list little lizard loading loafer lobster location "
    "locket lodge logbook logic logo lollipop lookout loop loosen lorry lotion lotus lounge lovely lowland lozenge "
    "lucky luggage lukewarm lullaby luminous lunar lunch luxury lyric macaroni machine maestro magenta magic magnet "
    "magpie mailbox mainsail makeup mallet mammal manager mandolin mangrove mansion mantis manual many maple "
    "marathon marble margin marina market marsh marzipan mascot mashed matchbox matter maximum maybe mayfly meadow "
    "meal meander measure meatball mechanic medley meerkat melon melting memoir mend mentor merchant merge mermaid "
    "message metric midday midnight midweek mild mileage milky millpond mindful mineral mingle minibus minnow mint "
    "minute mirror mirth misty mitten mixer mobile mocha modest modify module moisture mole moment mongoose monorail "
    "month monument moon moped mosaic moss mostly motif motor mountain mouthful movement movie much mudguard muesli "
    "muffin mulberry multiple mural museum mushroom music mutual myself mystery myth nacho name napkin napping "
    "narrow narwhal nature nautical navigate nearby neatly nebula necktie nectar neon nesting netball network neuron "
    "neutral newcomer newsroom newt nibble nickel ninety ninth nitrogen noble nomad noodle nook normal north notable "
    "notch notebook notice noun nourish novel nowadays nozzle nugget number nursery nurture nutmeg nutrient nutshell "
    "nylon oasis oatcake oatmeal object oblong oboe obtain obvious occasion ocean octave octopus offer office "
    "offshore often okapi okay okra olive omnibus onboard once ongoing onion online only onward onyx opal opaque "
    "opener opera opinion opposite option orange orbit orchard orderly oregano origin ornament osprey ostrich otter "
    "outback outcome outdoor outfit outgrow outlet output outside outward ovation oven overall owlet oxygen oyster "
    "ozone pacific pack page painter palace pancake panda panel panini panorama panpipe panther papaya paper paprika "
    "parade parcel parka parrot parsley party passport pastry path patio pattern pavement pavilion payday peach "
    "peanut peapod pebble pecan pedestal pegboard pelican pencil pendulum penguin pennant people pepper perfect "
    "person pesto petal pharmacy phone photo phrase piano piccolo pickle picnic picture pigeon piglet pigment "
    "pigtail pillar pilot pinball pinecone pink pinnacle pinwheel pioneer pipeline pixel pixie pizza plaid plank "
    "plasma plate playpen plaza pleasant plenty pliers plug plumber plural plywood podcast podium poem poetry poise "
    "polite polka pollen polygon poncho pony popcorn poplar porridge porter positive possible postcard potato "
    "pottery pouch prairie prawn precise prefer preheat prepare press pretzel previous price primrose print prism "
    "privacy process produce profile progress project prompt pronoun proof proper protein proud proverb publish "
    "pudding puffball pulley pulp pulse puma pumpkin punctual pupil puppy purchase purple pushpin puzzle pyramid "
    "quaint quality quantity quarter quest quick quietly quilt quirky quiz quote rabbit radar radish rail rainbow "
    "raisin ramble ramen ramp ranch random ranger rapid rare reaction reading really reason rebate rebuild recall "
    "recent recharge recipe reclaim record recycle redraw reduce redwood reef refill reflect refresh refuel regain "
    "region regroup regular rehearse reindeer rejoin relax relish remark remember reminder remote rename renewal "
    "renovate rent reopen repair repeat replace reporter reprint request research resource respond restore result "
    "retail retell retina retouch retro return reunite reuse reverse revise rewind rewrite rhino rhubarb ribbon "
    "riddle rinse ripe ripple rivet rivulet roadside roam roasting robe robin robot robust rocker rodeo roller "
    "rooftop roost rooted rosemary rosy rotary round routine rowboat rowing royal ruby rucksack rugged ruler runner "
    "runway rusty saddle safari safety saffron saga sailboat salad salmon salt samba sample sandal sapling sardine "
    "satchel satisfy saucer sauna savings sawdust sawmill scale scamper scarf scatter scenic school science scooter "
    "scout scramble script scuba sculptor seabed seafood seagull seahorse seaport seashell seat seaweed second "
    "section sedan seedling seesaw segment seldom select selfie semester senior sensible sequin serene service "
    "sesame setting setup seven shade shallow shampoo shawl shed sheep shelf shepherd sherbet shimmer shine ship "
    "shoe shortcut shoulder shovel shower shrimp shrub shuttle sibling sidestep siesta signal silicon silk silver "
    "similar simply sincere sing sister sixty sizzle skate sketch skiing skill skydive skyline slalom slant sledge "
    "sleek slide slipper slope small smart smile smooth snack snail snapshot sneaker sneeze snippet snooze snorkel "
    "snow snug soak soapbox soccer social sofa software solar solid solo solution solve someone sonata songbird "
    "sonic soothing sorbet soup southern soybean spacious spaniel sparkle spatula speak special speech spelling "
    "sphere spicy spin spiral splash splendid sponge spoon sport spotless spray spring sprout spruce square squeak "
    "squid stable stadium stage stairway stamp stand stapler starfish station steady stellar stencil stereo sticky "
    "stir stitch stock story stove straw street stride stroll studio sturdy stylus subtract suburb subway succeed "
    "suffix sugar suggest suitcase summer sumo sunbeam sundial sunhat sunlit sunrise sunset superb support surely "
    "surfer surplus survey sushi swan swatch sweater swift swim swivel sycamore symphony syrup system tablet taco "
    "tactic tadpole tahini tailor takeout talent talk tally tandem tango tapestry tapioca tartan tassel taste taxi "
    "teacup tealight teamwork teapot teaspoon telegram teller tempo tenant tender tennis tenth terrier textile "
    "thankful thatch theme theory thermal thimble think thirty thistle thought thrive thumb tiara ticket tidal tiger "
    "tilt timber timeless tinfoil tinker tinsel tiny tiptop tissue title toast today toddler toenail tofu together "
    "toggle token tomato tomorrow tonight toolkit tooth topaz topic topping topsoil torch tortilla total toucan tour "
    "toward tower town toybox toyshop tractor trader traffic train transit travel tray treat treble tree trellis "
    "trend triangle tribute trickle trimming trinket trio tripod triumph trivia trolley trombone trophy trout trowel "
    "truck truffle tuba tuft tugboat tuition tulip tumbler tundra tune tunic tunnel turbine turf turkey turnip "
    "turtle tutor tutu tuxedo tweed twelve twenty twice twig twilight twinkle twirl twist type typist ukulele ultra "
    "umbrella umpire uncle uncover under unfold unhook unicorn uniform unique unison unit universe unlock unpack "
    "unplug unroll untangle unveil unwind unwrap unzip upbeat upcoming update upgrade uphill upland uplift upload "
    "upper upright upside upstream uptown upward urban usage useful usher usual utensil utility vacant valid valley "
    "valve vanilla variety varnish vase vector vehicle velvet vendor venue verb verify version vertical vessel "
    "viaduct vibrant video view villa vineyard vintage vinyl violin virtue vision visor vista visual vitamin vivid "
    "vocal voice volume voucher vowel voyage waffle wagon walker wall walnut walrus waltz wardrobe warm washer water "
    "wavy wayside wealth weaving website weekday welcome welder westward wetsuit wheel whisk white wide width "
    "wildlife willow window wingspan winning winter wireless wisdom wishful wobble wombat wonder wooden wool "
    "wordplay worker world wren wrinkle wrist writer yarn year yellow yoga young yourself youth zebra zero zest "
    "zigzag zipline zippy zoology zoom zucchini");
// clang-format on

constexpr std::string_view head(std::size_t index) { return words.at(index).substr(0, named_by); }

// The search below needs this.
constexpr bool heads_ascend() {
  for (std::size_t at = 1; at < recovery_word_count; ++at) {
    if (head(at - 1) >= head(at)) return false;
  }
  return true;
}
static_assert(heads_ascend());

}  // namespace

std::string_view recovery_word(std::uint16_t index) { return words.at(index); }

int recovery_index(std::string_view word) {
  if (word.size() < named_by) return -1;
  const std::string_view wanted = word.substr(0, named_by);
  std::size_t low = 0;
  std::size_t high = recovery_word_count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (head(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return words.at(low).starts_with(word) ? static_cast<int>(low) : -1;
}

}  // namespace bothy
