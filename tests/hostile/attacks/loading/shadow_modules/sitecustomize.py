import os

os.environ["AUTOGRADER_COURSE_KEY"] = "hostile-found"
