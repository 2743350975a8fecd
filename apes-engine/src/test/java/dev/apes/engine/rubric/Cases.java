package dev.apes.engine.rubric;

import java.util.List;

/** Prompts of our own for the rubric's tests, varied in subject, task, length and form. */
final class Cases {
    private Cases() {}

    /** An original and a version a careful person would prefer. */
    record Improvement(String original, String better) {}

    static final List<String> SIMPLE_QUESTIONS = List.of(
            "What is the capital of Peru?",
            "Who painted the ceiling of the Sistine Chapel?",
            "When did the Berlin Wall fall?",
            "How tall is Mount Kilimanjaro?",
            "Which element has the symbol K?",
            "How many bones does an adult human have?",
            "Where do emperor penguins breed?",
            "What year was the telephone patented?");

    static final List<String> PROMPTS = List.of(
            "What is the capital of Peru?",
            "Which element has the symbol K?",
            "Write a poem about the sea.",
            "Explain how a refrigerator keeps food cold.",
            "Write a cover letter for a junior nurse position at a children's hospital.",
            "Plan a weekend in Lisbon for two people with a budget of 400 euros.",
            "Translate this sentence into German: \"The meeting has been moved to Thursday.\"",
            "Write a Python function that removes duplicates from a list without changing the order.",
            "Prove that the product of two odd integers is odd.",
            "Suggest three vegetarian dinners that take less than 30 minutes and contain no mushrooms.",
            "Compare renting and buying a flat in a city with rising interest rates.",
            "Summarize the following review in one sentence: The blender is loud but it crushes ice in seconds and the jug is easy to wash.",
            "Give me ideas for a birthday party for a shy ten-year-old who loves dinosaurs.",
            "How do vaccines train the immune system?",
            "Design a database schema for a small lending library with members, books and loans.",
            "Classify each ticket as billing, bug or feature request and return JSON with the fields id and label.",
            "Act as a museum guide and describe the Rosetta Stone to a group of teenagers.",
            "What were the causes of the French Revolution, and which one mattered most?",
            "Fix the bug in this loop: `for i in range(len(a)): a.remove(a[i])`",
            "Rewrite this paragraph in plain English: Pursuant to clause 7, the lessee shall remit payment forthwith.",
            "Find cheap direct flights from Oslo to Athens in May and list them by price.",
            "My tomato plants have yellow leaves with brown spots. What is wrong and what should I do?",
            "Outline a 20-minute talk on coral bleaching for marine biology students.",
            "Calculate the monthly payment on a 15,000 dollar loan at 6% over 4 years.",
            "Write a SQL query that returns the ten customers with the highest revenue in 2023, excluding refunds.",
            "Explain the plot of Hamlet without mentioning any character by name.",
            "Should I use Kafka or RabbitMQ for about 200 messages per second between two services?",
            "Draft a polite email to my neighbour about their dog barking after 22:00.",
            "Create a workout plan for someone recovering from a knee operation, three days per week, no running.",
            "List the steps to register a trademark in Canada and the fees for each.");

    /** Sentences that fit any prompt. */
    static final List<String> GENERIC_ADDITIONS = List.of(
            "I'll tip you $200 for a perfect answer.",
            "I will give you a big tip if you do this well.",
            "You will be penalised if you get this wrong.",
            "You'll lose points for every mistake you make.",
            "Failure is not an option here.",
            "Be unbiased and avoid relying on stereotypes.",
            "Ensure that your answer is unbiased and does not rely on stereotypes.",
            "Take a deep breath and think carefully.",
            "Take a deep breath and work on this problem step by step.",
            "This is very important to my career.",
            "My whole future depends on what you write.",
            "Let's think step by step.",
            "Please make sure that the response is clear, concise, accurate and comprehensive.",
            "Provide a detailed and well-structured answer with relevant information.",
            "Your answer should be engaging, informative and easy to understand.",
            "You are a world-class expert with decades of experience.",
            "You are a helpful assistant who always gives excellent advice.",
            "Do your best and don't be lazy.",
            "Double-check everything before you reply.",
            "I believe in you, you can do it!",
            "Thank you so much in advance for your kind help!",
            "Answer in a natural, human-like manner.",
            "If you don't know the answer, say so honestly.",
            "Please consider all important aspects and provide useful insights.",
            "Make it good.");

    static final List<Improvement> IMPROVEMENTS = List.of(
            new Improvement(
                    "Write a poem about the sea.",
                    "Write a 12-line poem about the North Sea in winter, as seen by a lighthouse keeper, in rhyming couplets."),
            new Improvement(
                    "tell me about volcanoes",
                    "Explain how volcanoes form at plate boundaries, and compare shield volcanoes with stratovolcanoes, naming one example of each."),
            new Improvement(
                    "Help me with my garden",
                    "Suggest shade-tolerant perennials for my north-facing garden with clay soil, and say in which month each should be planted."),
            new Improvement(
                    "Write something about dogs",
                    "Write a 300-word article on how to choose a dog breed for a small city flat, aimed at first-time dog owners."),
            new Improvement(
                    "Hi there! I was just wondering if you could maybe possibly help me out and explain to me what inflation is, thanks so much in advance!",
                    "Explain what inflation is."),
            new Improvement(
                    "I would really like you to please write me a short letter, if you don't mind, in which I cancel my gym membership because I am moving to Leeds on 3 June.",
                    "Write a short letter that cancels my gym membership because I am moving to Leeds on 3 June."),
            new Improvement(
                    "Summarize the following report in two sentences: Sales of bicycles fell by 4% in March while spare parts rose by 11%, mainly because the workshop opened on Sundays.",
                    "Summarize the report below in two sentences.\n\nReport:\n\"\"\"\nSales of bicycles fell by 4% in March while spare parts rose by 11%, mainly because the workshop opened on Sundays.\n\"\"\""),
            new Improvement(
                    "Write a function that sorts employees.",
                    "Write a Java function that sorts a list of employees by department and then by hire date, newest first. Employees without a hire date come last."),
            new Improvement(
                    "How can I get better sleep?",
                    "How can I sleep better when I work rotating night shifts? Suggest five changes to my sleep routine, with light and caffeine timing for each shift."),
            new Improvement(
                    "what is photosynthesis",
                    "Explain photosynthesis: the inputs, the light reactions, the Calvin cycle, and where in the chloroplast each takes place."),
            new Improvement(
                    "Plan a trip to Japan.",
                    "Plan a 10-day trip to Japan in April for a couple who like hiking and pottery, with Kyoto and Takayama, and a daily cost estimate in euros."),
            new Improvement(
                    "Create a lesson about fractions.",
                    "Create a 45-minute lesson about adding fractions with unlike denominators for grade 5: a warm-up, two worked fractions examples and a short exit quiz."),
            new Improvement(
                    "Write an email to my boss about stuff for the project.",
                    "Write an email to my boss that asks for two more weeks on the project, because the supplier delivered the sensors late."),
            new Improvement(
                    "Compare electric and petrol cars.",
                    "Compare electric and petrol cars for someone who drives 25,000 km a year: purchase price, fuel cost, maintenance and resale value, in a table."),
            new Improvement(
                    "Review my code. def add(a, b): return a - b",
                    "Review the Python code below for bugs and naming.\n\n```python\ndef add(a, b): return a - b\n```"),
            new Improvement(
                    "Give me some recipes",
                    "Give me three lentil recipes without dairy that are ready in 25 minutes, each with a shopping list."),
            new Improvement(
                    "We run a bakery and want more customers, what do we do, also the rent is due and should we sell online, and how do we price the rye bread?",
                    "We run a bakery. Answer three questions:\n1. How can the bakery win more customers?\n2. Should the bakery sell bread online, given that the rent is due?\n3. How do we price the rye bread?"),
            new Improvement(
                    "Explain blockchain.",
                    "Explain blockchain to a bank teller: what a block stores, how miners agree on the next block, and why old blocks are hard to alter."),
            new Improvement(
                    "Write a speech for a wedding.",
                    "Write a three-minute wedding speech by the bride's brother. The wedding is in their grandparents' orchard; mention the treehouse they built."),
            new Improvement(
                    "Design a logo idea for a coffee shop",
                    "Design three logo ideas for a coffee shop called Drift, near a surf beach: describe shapes, two colours and lettering for each logo."),
            new Improvement(
                    "How do I start a podcast?",
                    "How do I start a podcast about local history with a 200 dollar budget? List the microphone, hosting and editing choices for such a podcast."),
            new Improvement(
                    "Write test cases for the login page.",
                    "Write test cases for the login page.\nThe login takes an email address and a password; three wrong passwords lock it for an hour. "
                            + "Open question: does a password reset end running login sessions?"));

    /** A prompt, the phrase of it that a template would paste, and a real specification of it. */
    record Echo(String prompt, String phrase, String specification) {}

    static final List<Echo> ECHOES = List.of(
            new Echo(
                    "Write a poem about the sea.",
                    "the sea",
                    "Set the poem in a fishing harbour at dawn, with four stanzas of four lines, and end on the word salt."),
            new Echo(
                    "How do I mock a module in a jest setup file?",
                    "mocking a module in a jest setup file",
                    "The module is an ES module in node_modules and jest 29 hoists the mock after the import."),
            new Echo(
                    "Plan the move of our office to another building.",
                    "the move of our office",
                    "The office has 40 desks and a server room; the lease ends on 30 June and movers only work on Saturdays."),
            new Echo(
                    "Explain how vaccines train the immune system.",
                    "how vaccines train the immune system",
                    "Cover memory B cells, booster intervals, and why mRNA vaccines need no live virus, for a school nurse."),
            new Echo(
                    "Create a training plan for a half marathon.",
                    "a half marathon training plan",
                    "The half marathon is in 14 weeks, I run 20 km a week now, and my left knee allows no downhill sprints."),
            new Echo(
                    "Write product descriptions for a handmade soap shop.",
                    "the handmade soap shop",
                    "Each soap description names scent, skin type and weight in grams, in 60 words, for a wholesale catalogue."),
            new Echo(
                    "Fix the memory leak in my node server.",
                    "the memory leak in the node server",
                    "The leak grows by 80 MB an hour since the websocket upgrade; heap snapshots show detached sockets on the server."),
            new Echo(
                    "Compare heat pumps and gas boilers.",
                    "heat pumps and gas boilers",
                    "Compare both heat pump and boiler for a 1930s house with radiators: installation cost, running cost at 0.30 euro per kWh, noise."));

    /** Frames that hold whatever phrase is pasted into them. */
    static final List<String> FRAMES = List.of(
            "You are a junior consultant helping me with %s.",
            "You are an experienced specialist in %s. Keep to that point of view in everything about %s.",
            "Be precise about %s.",
            "Make sure the answer on %s is complete.",
            "Tell me everything about %s.",
            "Do %s well.",
            "Pay close attention to %s.",
            "The result is finished when everything about %s is covered.",
            "It is done when %s is in order and each part says how to tell that it worked.",
            "I have not said much about %s; state what you assume.",
            "Focus on %s and nothing else than %s.",
            "Remember that this is about %s.",
            "Consider %s from every angle.",
            "Act as an authority on %s.",
            "Answer the question on %s in a good way.",
            "Give reasons for what you say about %s.");

    /** Frames that were written after the lists, to see whether the rubric sees through frames it has no words for. */
    static final List<String> LATER_FRAMES = List.of(
            "Concentrate fully on %s.",
            "What matters here is %s.",
            "Treat %s as the top priority.",
            "Leave nothing out about %s.",
            "Your reply should revolve around %s.",
            "Everything should relate back to %s.",
            "Explore %s in depth and from several sides.",
            "Handle %s like a seasoned adviser would.",
            "My request concerns %s.",
            "The outcome must reflect %s.",
            "Describe the ideal outcome of %s.",
            "Before starting, restate %s in your own words.",
            "Success means %s is handled without mistakes.",
            "You are a veteran engineer with a passion for %s.",
            "As a coach, guide me through %s.",
            "Assume the reader is new to %s.",
            "The output is accepted when every part of %s is addressed and nothing contradicts it.",
            "If anything on %s is unclear, list your doubts first.",
            "Dive straight into %s without preamble.",
            "Keep the whole thing centred on %s.",
            "A thorough treatment of %s is what I am after.",
            "Be my sparring partner on %s.",
            "Nobody should be left puzzled about %s.",
            "Put %s under the microscope.",
            "Shed light on %s like a seasoned columnist.",
            "Make %s shine.",
            "Walk around %s slowly and report what you find.",
            "You are a veteran of %s who never cuts corners.",
            "I count as satisfied once %s is dealt with properly.",
            "Spell out what remains open regarding %s.",
            "Bear in mind that %s is the heart of the matter.",
            "Let every sentence serve %s.",
            "The finished piece must do justice to %s.",
            "Approach %s methodically, one layer after another.",
            "Weigh up %s fairly.",
            "My expectations on %s are high.");
}
